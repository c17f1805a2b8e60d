# The answers that producers expect, made of ours: {status, detail} of a problem, else {status, lines, unreadable, rejected, …}.
def ok: .status < 400;

# any other refusal than 403 is worth another try to MinIO
(if .status == 401 and ($producer == "minio" or $producer == "splunk") then .status = 403 else . end)
| if $producer == "otlp" then
  {
    status,
    body: (
      if ok | not then {code: ({"401": 16, "503": 14}[.status | tostring] // 3), message: .detail}
      elif (.unreadable // 0) == 0 then {}
      else
        {
          partialSuccess: {
            rejectedLogRecords: (.unreadable | tostring),
            errorMessage: (.rejected[0] | "record \(.line): \(.field): \(.error)")
          }
        }
      end)
  }
elif $producer == "minio" and (ok | not) then {status, body: .}
elif $producer == "firehose" then
  {status, body: ({requestId: ($headers["x-amz-firehose-request-id"] // ""), timestamp: $now} + (if ok then {} else {errorMessage: .detail} end))}
elif $producer == "splunk" then
  {
    status,
    body: (
      if ok then (if .lines then {text: "Success", code: 0} else {text: "HEC is healthy", code: 17} end)
      elif .status == 403 then {text: "Invalid token", code: 4}
      elif .status == 503 then {text: "Server is busy", code: 9}
      else {text: .detail, code: 6}
      end)
  }
elif $producer == "loki" and ok then {status: 204}
elif $producer == "composer" and ok then {status: 201, body: {status: "success"}}
else {}
end
