# MinIO's notifications of a bucket, its audit log, and the empty object by which it looks whether somebody is here.
def notification:
  if .eventName != "s3:ObjectAccessed:Get" then skip("no-get")
  else .responseElements as $answer
    | .requestParameters as $request
    | {
        id: ($answer["x-amz-request-id"] | if . then "\($answer["x-minio-deployment-id"]) \(.)" else null end),
        time: .eventTime,
        method: "GET",
        status: (if $request.range then 206 else 200 end),
        # the key is escaped as a query is
        target: "/\(.s3.bucket.name | string)/\(.s3.object.key | split("+") | join("%20") | split("%2F") | join("/"))",
        bytes: ($answer["content-length"] // .s3.object.size),
        range: $request.range,
        size: .s3.object.size,
        user: .userIdentity.principalId,
        address: ($request.sourceIPAddress // .source.host),
        user_agent: .source.userAgent
      }
  end;

def audit:
  if .api.name != "GetObject" then skip("no-get")
  else {
      id: (if .requestID then "\(.deploymentid) \(.requestID)" else null end),
      time,
      method: "GET",
      status: .api.statusCode,
      path: "/\(.api.bucket | string)/\(.api.object | string)",
      bytes: (.api.tx // 0),
      content_range: .responseHeader["Content-Range"],
      user: (if (.parentUser // "") == "" then .accessKey else .parentUser end),
      address: .remotehost,
      forwarded: (.requestHeader["X-Forwarded-For"] // .requestHeader["X-Real-Ip"]),
      user_agent: .userAgent
    }
  end;

if . == {} then empty
elif .api then safely(audit)
else elements(.Records) | safely(notification)
end
