# Loki's push in JSON, or its first form, with labels in a text. The label "format" may say the format of a stream's lines.
def labelled($name): split("\($name)=\"") | if length > 1 then .[1] | split("\"")[0] else null end;

elements(.streams)
| safely(
    (if .stream then .stream
      else .labels // "" | {host: labelled("host"), job: labelled("job"), format: labelled("format")}
      end) as $labels
    | (.entries // .values)[]
    | safely({
        line: (if type == "object" then .line else .[1] end | string),
        source: ($labels.host // $labels.instance // $labels.service_name // $labels.job),
        format: (if $lines then null else $labels.format end)
      }))
