"""Artificial turf for 14 places of Erftstadt by 8 weighted criteria, 0 to 5 points each.

Source: Stadt Erftstadt, council paper V 059/2013, Anlage 1B, 14.02.2013.
"""

WEIGHTS = [15, 10, 15, 5, 10, 20, 20, 5]
TABLE = {
    "Liblar": [5, 1, 4, 2, 0, 3, 4, 0],
    "Bliesheim": [4, 0, 4, 2, 4, 1, 3, 2],
    "Lechenich": [5, 0, 0, 0, 0, 4, 5, 1],
    "Gymnich": [5, 3, 4, 1, 3, 1, 1, 2],
    "Erp": [5, 1, 5, 1, 1, 1, 2, 2],
    "Friesheim": [1, 3, 5, 0, 5, 1, 2, 2],
    "Blessem": [4, 0, 5, 2, 5, 0, 0, 1],
    "Oberliblar": [5, 1, 3, 0, 0, 1, 1, 2],
    "Dirmerzheim": [5, 5, 2, 0, 1, 0, 0, 2],
    "Ahrem": [4, 0, 5, 1, 2, 0, 0, 1],
    "Köttingen": [5, 0, 3, 1, 0, 0, 0, 2],
    "Borr": [5, 2, 1, 0, 0, 0, 0, 2],
    "Kierdorf": [3, 0, 2, 1, 0, 0, 0, 2],
    "Herrig": [2, 0, 0, 0, 0, 0, 0, 1],
}
PLACES = list(TABLE)
POINTS = list(TABLE.values())
