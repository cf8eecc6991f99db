"""Python loads this at start where the folder is on PYTHONPATH: it notes whom the server tries to reach.

An audit hook sees every connection and every look-up of a name that Python code makes, in every library
and thread. It only notes: a guard that also blocked would change what is being tested.
"""

import ipaddress
import os
import sys

NOTES = os.environ.get("NETWORK_GUARD_NOTES")
OUTWARD = {"socket.connect", "socket.sendto", "socket.sendmsg"}
LOOK_UPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyname_ex", "socket.gethostbyaddr"}


def is_this_machine(host):
    if host in (None, "", b"", "localhost"):
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    try:
        address = ipaddress.ip_address(name.split("%")[0])
    except ValueError:
        return name == "localhost"
    return address.is_loopback or address.is_unspecified


def host_of(event, arguments):
    if event in LOOK_UPS:
        return arguments[0]
    address = arguments[1]
    return address[0] if isinstance(address, tuple) else None


def note(event, arguments):
    if event not in OUTWARD and event not in LOOK_UPS:
        return
    host = host_of(event, arguments)
    if is_this_machine(host):
        return
    descriptor = os.open(NOTES, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(descriptor, f"{event} {host}\n".encode())
    os.close(descriptor)


if NOTES:
    sys.addaudithook(note)
