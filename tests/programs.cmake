# Tests that are programs of their own: checks of the sources, cases of the command line,
# the demo, and its pages in a browser.
find_program(PEELIAN_PYTHON python3)
find_program(PEELIAN_NODE NAMES node nodejs)
find_program(PEELIAN_CHROMIUM chromium)
find_program(PEELIAN_SOFFICE soffice)
find_program(PEELIAN_PDFINFO pdfinfo)

if(PEELIAN_PYTHON)
    add_test(NAME rooms COMMAND "${PEELIAN_PYTHON}" "${PROJECT_SOURCE_DIR}/tools/check-rooms" "${PROJECT_SOURCE_DIR}")
    add_test(NAME rooms-check COMMAND "${PEELIAN_PYTHON}" "${CMAKE_CURRENT_SOURCE_DIR}/lint/rooms_test.py")
    add_test(NAME sizes COMMAND "${PROJECT_SOURCE_DIR}/tools/check-sizes" "${PROJECT_SOURCE_DIR}")
    set_tests_properties(rooms rooms-check sizes PROPERTIES LABELS fast)
endif()

if(PEELIAN_PYTHON AND TARGET peelian)
    add_test(NAME cli COMMAND "${PEELIAN_PYTHON}" "${CMAKE_CURRENT_SOURCE_DIR}/cli/run.py"
        --program $<TARGET_FILE:peelian>)
    add_test(NAME methods-page COMMAND "${PROJECT_SOURCE_DIR}/tools/methods-page" $<TARGET_FILE:peelian> --check)
    set_tests_properties(cli methods-page PROPERTIES LABELS fast)

    # The demo, which the tests of the pages look at.
    set(_demo "${CMAKE_CURRENT_BINARY_DIR}/demo")
    add_test(NAME demo COMMAND "${PROJECT_SOURCE_DIR}/tools/demo" $<TARGET_FILE:peelian> "${_demo}")
    set_tests_properties(demo PROPERTIES LABELS slow PROCESSORS 2 FIXTURES_SETUP site)
endif()

if(TARGET peelian AND PEELIAN_NODE AND PEELIAN_CHROMIUM AND EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/pages/check.mjs")
    add_test(NAME pages COMMAND "${PEELIAN_NODE}" "${CMAKE_CURRENT_SOURCE_DIR}/pages/check.mjs"
        "${_demo}/workspace/published/site")
    set_tests_properties(pages PROPERTIES LABELS slow PROCESSORS 2 FIXTURES_REQUIRED site
        ENVIRONMENT "PEELIAN_CHROMIUM=${PEELIAN_CHROMIUM}")
endif()

# The journeys of signed-in work, over the demo's record.
if(TARGET peelian AND PEELIAN_NODE AND PEELIAN_CHROMIUM)
    add_test(NAME workbench-pages COMMAND "${PEELIAN_NODE}" "${CMAKE_CURRENT_SOURCE_DIR}/pages/workbench.mjs"
        $<TARGET_FILE:peelian> "${_demo}/workspace")
    set_tests_properties(workbench-pages PROPERTIES LABELS slow FIXTURES_REQUIRED site
        ENVIRONMENT "PEELIAN_CHROMIUM=${PEELIAN_CHROMIUM}")
endif()

# Every report of the demo in all its formats.
if(TARGET peelian AND PEELIAN_PYTHON AND PEELIAN_SOFFICE AND PEELIAN_PDFINFO)
    add_test(NAME formats COMMAND "${PEELIAN_PYTHON}" "${CMAKE_CURRENT_SOURCE_DIR}/reports/formats_check.py"
        "${_demo}/workspace/published/site" --office "${PEELIAN_SOFFICE}")
    set_tests_properties(formats PROPERTIES LABELS slow FIXTURES_REQUIRED site)
endif()

# The demo's reports beside what was printed.
if(TARGET peelian AND PEELIAN_PYTHON)
    add_test(NAME golden COMMAND "${PEELIAN_PYTHON}" "${CMAKE_CURRENT_SOURCE_DIR}/reports/golden_check.py"
        "${_demo}/workspace/published/site" "${PROJECT_SOURCE_DIR}/examples/london-2017")
    set_tests_properties(golden PROPERTIES LABELS slow FIXTURES_REQUIRED site)
endif()

# A workbook as another program reads it.
if(PEELIAN_PYTHON AND PEELIAN_SOFFICE AND TARGET test_reports)
    add_test(NAME workbook COMMAND "${PEELIAN_PYTHON}" "${CMAKE_CURRENT_SOURCE_DIR}/reports/workbook_check.py"
        $<TARGET_FILE:test_reports> "${PEELIAN_SOFFICE}")
    set_tests_properties(workbook PROPERTIES LABELS fast)
endif()

# A PDF as a screen reader has it.
if(PEELIAN_PYTHON AND PEELIAN_PDFINFO AND TARGET test_reports)
    add_test(NAME printer COMMAND "${PEELIAN_PYTHON}" "${CMAKE_CURRENT_SOURCE_DIR}/reports/printer_check.py"
        $<TARGET_FILE:test_reports> "${PEELIAN_PDFINFO}")
    set_tests_properties(printer PROPERTIES LABELS fast SKIP_RETURN_CODE 77)
endif()

# Proofs that nothing acknowledged is lost, whatever happens, and that nobody sees what is not theirs.
if(TARGET peelian AND PEELIAN_PYTHON)
    add_executable(proof_driver "${CMAKE_CURRENT_SOURCE_DIR}/proof/driver.cpp")
    target_link_libraries(proof_driver PRIVATE peelian_accounts)
    foreach(proof kill full_disk clock damage crowd permissions)
        add_test(NAME proof-${proof} COMMAND "${PEELIAN_PYTHON}"
            "${CMAKE_CURRENT_SOURCE_DIR}/proof/${proof}_check.py"
            --program $<TARGET_FILE:peelian> --driver $<TARGET_FILE:proof_driver>)
        set_tests_properties(proof-${proof} PROPERTIES LABELS slow SKIP_RETURN_CODE 77)
    endforeach()
    set_tests_properties(proof-crowd PROPERTIES PROCESSORS 2)
endif()
