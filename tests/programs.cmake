# Tests that are programs of their own: checks of the sources, cases of the command line,
# and the pages in a browser.
find_program(PEELIAN_PYTHON python3)
find_program(PEELIAN_NODE NAMES node nodejs)

if(PEELIAN_PYTHON)
    add_test(NAME rooms COMMAND "${PEELIAN_PYTHON}" "${PROJECT_SOURCE_DIR}/tools/check-rooms" "${PROJECT_SOURCE_DIR}")
    add_test(NAME rooms-check COMMAND "${PEELIAN_PYTHON}" "${CMAKE_CURRENT_SOURCE_DIR}/lint/rooms_test.py")
    add_test(NAME sizes COMMAND "${PROJECT_SOURCE_DIR}/tools/check-sizes" "${PROJECT_SOURCE_DIR}")
    set_tests_properties(rooms rooms-check sizes PROPERTIES LABELS fast)
endif()

if(PEELIAN_PYTHON AND TARGET peelian)
    add_test(NAME cli COMMAND "${PEELIAN_PYTHON}" "${CMAKE_CURRENT_SOURCE_DIR}/cli/run.py"
        --program $<TARGET_FILE:peelian>)
    set_tests_properties(cli PROPERTIES LABELS fast)
endif()
