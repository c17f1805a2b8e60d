# Loki's push in JSON. The label "format" may say the format of a stream's lines.
elements(.streams)
| safely(
    .stream as $labels
    | .values[]
    | {
        line: .[1],
        source: ($labels.host // $labels.instance // $labels.service_name // $labels.job),
        format: (if $lines then null else $labels.format end)
      })
