-- Log-ins of members of the crowd. GISHE_CSRF is the token of the form, GISHE_COOKIES what it belongs to.
dofile(os.getenv("GISHE_REPORT"))

local members = tonumber(os.getenv("GISHE_MEMBERS"))
local fields = "csrf=" .. os.getenv("GISHE_CSRF") .. "&password=" .. os.getenv("GISHE_PASSWORD") .. "&to=&username="
local headers = { ["Content-Type"] = "application/x-www-form-urlencoded", ["Cookie"] = os.getenv("GISHE_COOKIES") }

request = function()
    return wrk.format("POST", "/login", headers, fields .. string.format("crowd-%08d", math.random(members)))
end
