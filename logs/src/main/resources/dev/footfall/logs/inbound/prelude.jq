# What the programs have in common.
def skip($reason): {skip: $reason};

# One odd event of an envelope is left out; the others count.
def safely(f): try f catch skip("odd");

def string: if type == "string" then . else error("no text") end;

def filled: if . == "" then null else . end;

# The host of host:port.
def host:
  if type != "string" then .
  elif startswith("[") then .[1:] | split("]")[0]
  elif split(":") | length == 2 then split(":")[0]
  else .
  end;

# The elements of a field that makes the envelope what it is.
def elements(f): f | if type == "array" then .[] else error("no array") end;

# A pull of Harbor, in its own form or as the data of a CloudEvent. A pull without a user cannot be told from another one.
def harbor:
  . as $event
  | if .type != "PULL_ARTIFACT" and .type != "harbor.artifact.pulled" then skip("no-pull")
    elif (.operator // "") == "" or .operator == "anonymous" then skip("no-user")
    else (.data // .event_data) as $data
      | $data.resources[]
      | {
          id: (if $event.id then "\($event.source) \($event.id) \(.digest)" else null end),
          time: ($event.time // $event.occur_at),
          method: "GET",
          status: 200,
          path: "/v2/\($data.repository.repo_full_name | string)/manifests/\((.tag | filled) // .digest)",
          revision: .digest,
          user: $event.operator
        }
    end;

