# Bundles web/ with node and puts it, with the templates and the notes on methods, inside the program: each file's
# bytes by the assembler's .incbin (no compile time, no size limit), and one list of names.

if(NOT TARGET peelian_publish)
    return()
endif()

find_program(PEELIAN_NODE NAMES node nodejs REQUIRED)
if(NOT EXISTS "${PROJECT_SOURCE_DIR}/node_modules/esbuild")
    message(FATAL_ERROR "node_modules is missing: run npm ci --ignore-scripts, or ./run build.")
endif()

set(_web "${PROJECT_BINARY_DIR}/web")
set(_assets compare.js icon.svg licences.txt map-worker.js map.css map.js site.css site.js workbench.css)
list(TRANSFORM _assets PREPEND "${_web}/" OUTPUT_VARIABLE _asset_files)
file(GLOB_RECURSE _web_sources CONFIGURE_DEPENDS
    web/*.ts web/*.scss web/*.css web/*.svg web/*.mjs)
add_custom_command(
    OUTPUT ${_asset_files}
    COMMAND "${PEELIAN_NODE}" web/build.mjs "${_web}"
    DEPENDS ${_web_sources} package-lock.json
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
    COMMENT "Bundling scripts and styles"
    VERBATIM)

file(GLOB _templates CONFIGURE_DEPENDS web/templates/*.tpl)
set(_names "")
foreach(_file IN LISTS _asset_files)
    get_filename_component(_name "${_file}" NAME)
    list(APPEND _names "assets/${_name}=${_file}")
endforeach()
foreach(_file IN LISTS _templates)
    get_filename_component(_name "${_file}" NAME)
    list(APPEND _names "templates/${_name}=${_file}")
endforeach()
file(GLOB _notes CONFIGURE_DEPENDS web/methods/*.md)
foreach(_file IN LISTS _notes)
    get_filename_component(_name "${_file}" NAME)
    list(APPEND _names "methods/${_name}=${_file}")
endforeach()
list(SORT _names)

set(_bytes "")
set(_externs "")
set(_entries "")
set(_n 0)
foreach(_pair IN LISTS _names)
    string(REGEX MATCH "^([^=]+)=(.+)$" _ "${_pair}")
    set(_name "${CMAKE_MATCH_1}")
    set(_file "${CMAKE_MATCH_2}")
    string(APPEND _bytes "BYTES(${_n}, \"${_file}\")\n")
    string(APPEND _externs "extern const char peelian_bytes_${_n}[], peelian_bytes_${_n}_end[];\n")
    string(APPEND _entries "    {\"${_name}\", between(peelian_bytes_${_n}, peelian_bytes_${_n}_end)},\n")
    math(EXPR _n "${_n} + 1")
endforeach()
set(_embedded "${PROJECT_BINARY_DIR}/embedded.cpp")
configure_file(cmake/embedded.cpp.in "${_embedded}" @ONLY)
set_source_files_properties("${_embedded}" PROPERTIES
    OBJECT_DEPENDS "${_asset_files};${_templates};${_notes}")
target_sources(peelian_publish PRIVATE "${_embedded}")
