# Gathers the sentences of the window and compares them with the catalog: a sentence without a translation fails.
file(GLOB sources ${SOURCES}/*.cpp)
execute_process(
  COMMAND ${XGETTEXT} --from-code=UTF-8 -C -k --keyword=tr:1 --keyword=tr:1,2 --keyword=msg:1 -o ${TEMPLATE} ${sources}
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${MSGCMP} ${WORDS} ${TEMPLATE} RESULT_VARIABLE missing)
if(NOT missing EQUAL 0)
  message(FATAL_ERROR "sentences without Bulgarian words")
endif()
