# CloudEvents: our own type, those of Harbor, and lines if their format is given. An odd one of a batch is left out.
def from_headers:
  . as $body
  | ($headers | with_entries(select(.key | startswith("ce-")) | .key |= ltrimstr("ce-")))
    + {data: ($body | if $headers["content-type"] // "" | contains("json") then fromjson else . end)};

def event: if type == "object" and .specversion then . else error("no CloudEvent") end;

# A source may be a URI of any length: an id that is too long keeps its end, and a sum of all of it.
def bounded: if length <= 128 then . else "\(reduce explode[] as $c (0; (. * 31 + $c) % 4294967291)) \(.[-112:])" end;

def data: if .data_base64 then .data_base64 | unpacked | fromjson else .data end;

(if type == "array" then .[] elif type == "string" and $headers["ce-specversion"] then from_headers else event end)
| safely(
    event
    | if .type == "harbor.artifact.pulled" then harbor
      elif .type == "org.footfall.download.v1" then
        {
          line: ({id: (if .id then "\(.source) \(.id)" | bounded else null end), time, source: (.source | .[:256])} + data | tojson),
          format: "ndjson"
        }
      elif $lines | not then skip("other-type")
      elif .data_base64 then {line: (.data_base64 | unpacked), source}
      else {line: (.data | if type == "string" then . else tojson end), source}
      end)
