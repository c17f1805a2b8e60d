# Harbor's webhook, in the default form or as CloudEvents. It names the user, but neither address nor agent.
if type == "array" then .[] else . end | safely(harbor)
