# How our own libraries, programs and tests are declared: one line each, with every source and every dependency.

add_library(gishe_options INTERFACE)
target_include_directories(gishe_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(gishe_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wno-deprecated-declarations -Werror
  -fstack-protector-strong)

# gishe_library(NAME SOURCES … USES …)
function(gishe_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;USES" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC gishe_options ${ARG_USES})
endfunction()

# Seconds after which a test that hangs is ended: long enough for a sanitizer on a busy machine.
set(GISHE_PATIENCE 900)

# What a station runs: everything but the tests.
add_custom_target(programs)

# gishe_program(NAME SOURCES … USES …)
function(gishe_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;USES" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE gishe_options ${ARG_USES})
  target_compile_definitions(${name} PRIVATE GISHE_VERSION="${PROJECT_VERSION}")
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
  add_dependencies(programs ${name})
endfunction()

# What doctest says when no case ran. A test of such a run would pass whatever the code does: CTest takes it for a failure.
set(GISHE_NO_CASE_RAN "test cases: +0 [|]")

# gishe_test(NAME LABEL unit|db|device|gui|browser|e2e SOURCES … USES … [FIXTURE name]): one doctest program; CTest knows each of its
# cases. FIXTURE postgres gives it a cluster (tests/support/test_database.hpp).
function(gishe_test name)
  cmake_parse_arguments(ARG "" "LABEL;FIXTURE" "SOURCES;USES" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE gishe_options test_main ${ARG_USES})
  target_compile_definitions(${name} PRIVATE GISHE_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data")
  set(properties LABELS ${ARG_LABEL} TIMEOUT ${GISHE_PATIENCE} FAIL_REGULAR_EXPRESSION ${GISHE_NO_CASE_RAN})
  if(ARG_FIXTURE)
    list(APPEND properties FIXTURES_REQUIRED ${ARG_FIXTURE})
  endif()
  doctest_discover_tests(${name} TEST_PREFIX "${name}: " PROPERTIES ${properties})
endfunction()
