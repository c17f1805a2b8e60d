# Google Pub/Sub's push: an entry of an audit log of Cloud Storage, or lines.
def audit:
  .protoPayload as $request
  | if $request.methodName != "storage.objects.get" then skip("no-get")
    else {
        id: "\(.insertId) \(.timestamp)",
        time: .timestamp,
        method: "GET",
        status: ({"0": 200, "5": 404, "7": 403, "16": 401}[$request.status.code // 0 | tostring] // 500),
        path: ($request.resourceName | ltrimstr("projects/_/buckets/") | split("/objects/")
          | "/\(.[0])/\(.[1:] | join("/objects/"))"),
        user: $request.authenticationInfo.principalEmail,
        address: $request.requestMetadata.callerIp,
        user_agent: ($request.requestMetadata.callerSuppliedUserAgent // "")
      }
    end;

(.message | if type == "object" then . else error("no message") end)
| safely(
    .data // "" | unpacked
    | (if startswith("{") then try fromjson catch null else null end) as $entry
    | if . == "" then skip("empty")
      elif $entry.protoPayload then $entry | audit
      else {line: .}
      end)
