# Data events of AWS CloudTrail: a file of its trail, or an event of EventBridge.
if .detail then .detail else elements(.Records) end
| safely(
    if .eventName != "GetObject" then skip("no-get")
    elif .sourceIPAddress | endswith(".amazonaws.com") or startswith("AWS Internal") then skip("service")
    else {
        id: .eventID,
        time: .eventTime,
        method: "GET",
        status: (if .errorCode then 400 else 200 end),
        path: "/\(.requestParameters.bucketName | string)/\(.requestParameters.key | string)",
        bytes: (.additionalEventData.bytesTransferredOut // 0),
        # from the account on: the "::" before it would be an address
        user: (.userIdentity.arn // "" | split("::")[-1]),
        address: .sourceIPAddress,
        user_agent: (.userAgent // "" | ltrimstr("[") | rtrimstr("]"))
      }
    end)
