-- Sends the events of a file, each once: a line is a signature, a space and a body.
local lines = {}
local at = 0
for line in io.lines(os.getenv("EVENTS")) do
  lines[#lines + 1] = line
end

function request()
  at = at + 1
  local line = lines[at]
  if line == nil then
    error("there are no events left: the rate would be that of duplicates")
  end
  local space = string.find(line, " ")
  local headers = { ["Content-Type"] = "application/json", ["Stripe-Signature"] = string.sub(line, 1, space - 1) }
  return wrk.format("POST", nil, headers, string.sub(line, space + 1))
end
