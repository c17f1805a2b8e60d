# CNCF Distribution's notifications (events.v1+json, events.v2+json). HEAD of a manifest or a layer sends "pull", too.
elements(.events)
| safely(
    if .action != "pull" then skip("no-pull")
    elif .request.method == "HEAD" then skip("head")
    else .target as $target
      | ($target | (.tag | filled) or (.mediaType // "" | contains("manifest") or contains("image.index"))) as $is_manifest
      | {
          id,
          time: .timestamp,
          method: (.request.method // "GET"),
          status: 200,
          path: "/v2/\($target.repository | string)/\(
            if $is_manifest then "manifests/\(($target.tag | filled) // $target.digest)" else "blobs/\($target.digest)" end)",
          revision: (if $is_manifest then $target.digest else null end),
          bytes: ($target.size // $target.length // 0),
          user: .actor.name,
          address: (.request.addr | host),
          user_agent: .request.useragent,
          source: .source.addr
        }
    end)
