# Splunk's HTTP Event Collector. A line is the event, or the "line" in it, as Docker sends it.
(if has("event") then . else error("no event") end)
| safely({
    line: (.event | if type == "string" then . elif (.line | type) == "string" then .line else tojson end),
    source: (.host // .source),
    format: (if $lines then null
      else ({"access_combined": "combined", "access_combined_wcookie": "combined", "access_common": "combined"}[.sourcetype // ""]
        // .sourcetype)
      end)
  })
