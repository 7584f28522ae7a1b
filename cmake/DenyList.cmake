# Puts the list of common passwords of @zxcvbn-ts/language-common (MIT) inside the program, as sorted lines in small
# letters, by the assembler's .incbin.

if(NOT TARGET peelian_accounts)
    return()
endif()

set(_passwords "${PROJECT_SOURCE_DIR}/node_modules/@zxcvbn-ts/language-common/src/passwords.json")
if(NOT EXISTS "${_passwords}")
    message(FATAL_ERROR "${_passwords} is missing: run npm ci --ignore-scripts, or ./run build.")
endif()
find_program(PEELIAN_NODE NAMES node nodejs REQUIRED)

set(_deny_list "${PROJECT_BINARY_DIR}/deny_list.txt")
add_custom_command(
    OUTPUT "${_deny_list}"
    COMMAND "${PEELIAN_NODE}" "${PROJECT_SOURCE_DIR}/cmake/deny_list.mjs" "${_passwords}" "${_deny_list}"
    DEPENDS package-lock.json cmake/deny_list.mjs
    COMMENT "Writing the list of common passwords"
    VERBATIM)
set(_deny_list_source "${PROJECT_BINARY_DIR}/deny_list_bytes.cpp")
configure_file(cmake/deny_list_bytes.cpp.in "${_deny_list_source}" @ONLY)
set_source_files_properties("${_deny_list_source}" PROPERTIES OBJECT_DEPENDS "${_deny_list}")
target_sources(peelian_accounts PRIVATE "${_deny_list_source}")
