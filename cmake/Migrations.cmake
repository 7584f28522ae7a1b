# Puts the steps of the store's schema (src/store/migrations/NNN-name.sql) inside the program, in the order of their
# numbers, as raw literals in one written source.

if(NOT TARGET peelian_store)
    return()
endif()

file(GLOB _steps CONFIGURE_DEPENDS src/store/migrations/*.sql)
list(SORT _steps)
set(_entries "")
foreach(_step IN LISTS _steps)
    get_filename_component(_name "${_step}" NAME_WE)
    if(NOT _name MATCHES "^0*([1-9][0-9]*)-([a-z0-9-]+)$")
        message(FATAL_ERROR "${_step}: a step's file is named NNN-name.sql, such as 001-records.sql")
    endif()
    set(_number "${CMAKE_MATCH_1}")
    set(_title "${CMAKE_MATCH_2}")
    file(READ "${_step}" _sql)
    string(APPEND _entries "    {${_number}, \"${_title}\", R\"PEELIAN(${_sql})PEELIAN\"},\n")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${_step}")
endforeach()
set(_steps_source "${PROJECT_BINARY_DIR}/migration_steps.cpp")
file(CONFIGURE OUTPUT "${_steps_source}" @ONLY CONTENT
"// Written by cmake/Migrations.cmake.
#include \"store/migrations.hpp\"

namespace peelian {
namespace {

const Migration k_steps[] = {
@_entries@};

} // namespace

std::span<const Migration> migrations() { return k_steps; }

} // namespace peelian
")
target_sources(peelian_store PRIVATE "${_steps_source}")
