# Splunk's HTTP Event Collector. A line is the event; if that is an object, perhaps a text in it.
(if has("event") then . else error("no event") end)
| safely({
    line: (.event | if type == "string" then . else tojson end),
    source: (.host // .source),
    format: (if $lines then null
      else ({"access_combined": "combined", "access_combined_wcookie": "combined", "access_common": "combined"}[.sourcetype // ""]
        // .sourcetype)
      end)
  })
