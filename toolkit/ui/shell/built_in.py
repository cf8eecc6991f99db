"""Streamlit's built-in words, which it knows in English only, and our sentences for them.

`static/shell.js` puts the sentences in their place; {number} stands for a number. What is missing here
stays English and is listed in `docs/accessibility.md`.
"""

from __future__ import annotations

BUILT_IN_WORDS = {
    "Skip to main content": "shell.skip_to_content",
    "App pages": "shell.main_navigation",
    "Expand sidebar": "shell.menu",
    "Collapse sidebar": "shell.close_menu",
    "{number} more": "shell.more_pages",
    "Sidebar": "shell.menu",
    "Main menu": "shell.settings_menu",
    "Close": "shell.close",
    "Open": "shell.open_choices",
    "Show suggestions": "shell.open_choices",
    "Clear value": "shell.clear_value",
    "Clear all": "shell.clear_value",
    "Selected values": "shell.chosen",
    "Dismiss": "shell.close",
    "Choose an option": "shell.choose",
    "Choose options": "shell.choose",
    "No results": "shell.no_results",
    "You can only select up to {number} options. Remove an option first.": "shell.at_most_chosen",
    "Increment": "shell.one_more",
    "Decrement": "shell.one_less",
    "Press Enter to apply": "shell.press_enter",
    "Press Ctrl+Enter to apply": "shell.press_control_enter",
    "Press ⌘+Enter to apply": "shell.press_command_enter",
    "Press Enter to submit form": "shell.press_enter",
    "Press Ctrl+Enter to submit form": "shell.press_control_enter",
    "Copy to clipboard": "shell.copy",
    "Upload": "shell.upload",
    "file upload": "shell.upload",
    "Add files": "shell.other_file",
    "Error:": "shell.mistake",
    "File must be {number}.0MB or smaller.": "shell.file_too_large",
    "{number}MB per file": "shell.upload_limit",
    "Fullscreen": "shell.fullscreen",
    "Close fullscreen": "shell.close_fullscreen",
    "Show data": "shell.show_data",
    "Show chart": "shell.show_chart",
    "Scroll tabs left": "shell.scroll_left",
    "Scroll tabs right": "shell.scroll_right",
    "Running...": "shell.running",
    "Stop": "shell.stop",
    "Connecting": "shell.connecting",
    "Connection error": "shell.connection_error",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": (
        "shell.connection_lost"
    ),
    "Streamlit server is not responding. Are you connected to the internet?": "shell.connection_lost",
    "Page not found": "shell.page_not_found",
    "The page that you have requested does not seem to exist. Running the app's main page.": (
        "shell.page_does_not_exist"
    ),
}
