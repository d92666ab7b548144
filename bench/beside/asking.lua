-- What wrk asks: each line of a file is a request, "GET address" or "POST address body", in any order.
-- Arguments: the file, and a bearer token or "-". At the end one line of JSON tells what came of it.
local asked = {}

function init(args)
  local headers = { ["Content-Type"] = "application/json" }
  if args[2] ~= "-" then headers["Authorization"] = "Bearer " .. args[2] end
  for line in io.lines(args[1]) do
    local method, address, body = line:match("^(%S+) (%S+) ?(.*)$")
    asked[#asked + 1] = wrk.format(method, address, headers, method == "POST" and body or nil)
  end
  math.randomseed(20260331)
end

function request() return asked[math.random(#asked)] end

function done(summary, latency)
  local faults = summary.errors
  io.write(string.format('\n{"requests": %d, "seconds": %.3f, "failed": %d, "p99_ms": %.2f}\n',
    summary.requests, summary.duration / 1e6,
    faults.connect + faults.read + faults.write + faults.status + faults.timeout,
    latency:percentile(99) / 1000))
end
