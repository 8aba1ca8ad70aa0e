# Packages from npm, for what browsers run and what tests them. The lock file holds names, versions and hashes, no addresses.
find_program(NPM npm REQUIRED)
find_program(NODE node REQUIRED)

# npm_packages(TARGET FOLDER TO): what FOLDER/package-lock.json names, in TO/node_modules; TARGET makes it.
function(npm_packages target folder to)
  add_custom_command(OUTPUT ${to}/installed
    COMMAND ${CMAKE_COMMAND} -E make_directory ${to}
    COMMAND ${CMAKE_COMMAND} -E copy ${folder}/package.json ${folder}/package-lock.json ${to}
    COMMAND ${CMAKE_COMMAND} -E chdir ${to} ${NPM} ci --ignore-scripts --no-audit --no-fund --loglevel=error
    COMMAND ${CMAKE_COMMAND} -E touch ${to}/installed
    DEPENDS ${folder}/package.json ${folder}/package-lock.json VERBATIM
    COMMENT "Packages for ${target}")
  add_custom_target(${target} ALL DEPENDS ${to}/installed)
endfunction()
