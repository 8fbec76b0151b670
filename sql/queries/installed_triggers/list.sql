CALL installed_triggers()
