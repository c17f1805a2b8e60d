# OpenTelemetry's logs: with a format the body is a line, or has one, or the attributes have; else the attributes are a request, by the semantic conventions of HTTP (also
# the old ones) or by the names of Traefik.
def plain: .stringValue // .intValue // .doubleValue // .boolValue // (.arrayValue.values[0]? | if . then plain else null end);
def value:
  if .kvlistValue then .kvlistValue.values // [] | map({key, value: (.value | value)}) | from_entries
  elif .arrayValue then .arrayValue.values // [] | map(value)
  else plain
  end;
def named($names): . as $all | first($names[] | $all[.] | select(.) | plain | select(. != null and . != "")) // null;

(.resourceLogs // [])[]
| (.resource.attributes // [] | from_entries) as $resource
| ([($resource | named(["service.name"])), ($resource | named(["host.name", "service.instance.id"]))]
    | map(select(.)) | join("/")) as $source
| (.scopeLogs // [])[]
| (.logRecords // [])[]
| safely(
    if $lines and (.body.stringValue | filled) then {line: .body.stringValue, source: $source}
    else .body as $body
      | ((.attributes // []) + (.body.kvlistValue.values // []) | from_entries) as $request
      | {
          trace: "\(.traceId) \(.spanId)",
          time: (if .timeUnixNano // "0" | tostring == "0" then .observedTimeUnixNano else .timeUnixNano end),
          method: ($request | named(["http.request.method", "http.method", "RequestMethod"])),
          status: ($request | named(["http.response.status_code", "http.status_code", "DownstreamStatus"])),
          target: ($request | named(["url.path", "http.target", "RequestPath", "url.full", "http.url"])),
          bytes: ($request | named(["http.response.body.size", "http.response_content_length", "DownstreamContentSize"])),
          content_range: ($request | named(["http.response.header.content-range"])),
          user: ($request | named(["enduser.id", "user.name", "user.id", "ClientUsername"])),
          address: ($request
            | named(["client.address", "http.client_ip", "ClientHost", "network.peer.address", "net.sock.peer.addr"])),
          forwarded: ($request
            | named(["http.request.header.x-forwarded-for", "http.request.header.forwarded", "http.request.header.x-real-ip",
              "http.request.header.cf-connecting-ip", "request_X-Forwarded-For", "request_Forwarded", "request_X-Real-Ip"])),
          user_agent: ($request | named(["user_agent.original", "http.user_agent", "request_User-Agent"])),
          source: $source
        }
      | if .method and .status and .target then .
        elif $lines and $request != {} then {line: ($request | with_entries(.value |= value) | tojson), source: $source}
        elif $lines and $body then {line: ($body | value | tojson), source: $source}
        else skip("no-request")
        end
    end)
