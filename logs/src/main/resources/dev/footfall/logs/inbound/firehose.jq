# Amazon Data Firehose to an HTTP endpoint: lines in base64, or messages of CloudWatch Logs, which are gzip within.
elements(.records)
| safely(
    .data | unpacked
    | if startswith("{") and contains("\"logEvents\"") then fromjson else {line: .} end
    | if .line then .
      elif .messageType == "DATA_MESSAGE" then .logGroup as $group | .logEvents[] | {line: .message, source: $group}
      else skip("control-message")
      end)
