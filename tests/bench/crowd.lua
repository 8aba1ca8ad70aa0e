-- Pages of many people: GISHE_SESSIONS holds their cookies, one on a line.
dofile(os.getenv("GISHE_REPORT"))

local sessions = {}
for line in os.getenv("GISHE_SESSIONS"):gmatch("[^\n]+") do sessions[#sessions + 1] = line end

request = function()
    return wrk.format("GET", nil, { ["Cookie"] = sessions[math.random(#sessions)] })
end
