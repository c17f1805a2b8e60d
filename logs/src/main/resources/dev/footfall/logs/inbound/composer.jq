# Composer's notify-batch: what an installation fetched. Nobody but the request itself says who asked, and when.
elements(.downloads)
| safely({
    time: $now,
    method: "GET",
    status: 200,
    path: "/packages/\(.name | string)",
    revision: .version,
    bytes: (.downloaded | if type == "number" then . else 0 end),
    address: $peer,
    forwarded: ($headers["x-forwarded-for"] // $headers.forwarded // $headers["x-real-ip"]),
    user_agent: $headers["user-agent"]
  })
