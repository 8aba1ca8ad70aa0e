-- Log-ins of members of the crowd, each at home. GISHE_CSRF is the token of the form, GISHE_COOKIES what it belongs to.
dofile(os.getenv("GISHE_REPORT"))

local members = tonumber(os.getenv("GISHE_MEMBERS"))
local fields = "csrf=" .. os.getenv("GISHE_CSRF") .. "&password=" .. os.getenv("GISHE_PASSWORD") .. "&to=&username="
local headers = { ["Content-Type"] = "application/x-www-form-urlencoded", ["Cookie"] = os.getenv("GISHE_COOKIES") }
math.randomseed(tonumber(os.getenv("GISHE_SEED")))

request = function()
    local member = math.random(members)
    headers["X-Network"] = string.format("10.%d.%d.1", math.floor(member / 256), member % 256)
    return wrk.format("POST", "/login", headers, fields .. string.format("crowd-%08d", member))
end
