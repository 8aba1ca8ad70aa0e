-- Pages of many people: GISHE_SESSIONS is the file of their cookies, one on a line. GISHE_PAUSE: how many milliseconds
-- each client waits before it asks again.
dofile(os.getenv("GISHE_REPORT"))

local sessions = {}
for line in io.lines(os.getenv("GISHE_SESSIONS")) do sessions[#sessions + 1] = line end
math.randomseed(tonumber(os.getenv("GISHE_SEED")))

request = function()
    return wrk.format("GET", nil, { ["Cookie"] = sessions[math.random(#sessions)] })
end

local pause = tonumber(os.getenv("GISHE_PAUSE"))
if pause > 0 then
    delay = function() return pause end
end
