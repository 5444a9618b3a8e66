# SPDX-License-Identifier: Apache-2.0
# The files of web/ become part of the program, and with them the chart runtime of HTML reports: the
# minified files of the npm packages that web/package-lock.json pins, fetched once for each build
# folder. Without npm, without a network or where it is not wanted the program holds none, and its
# reports load the same files from a CDN and say so. Nothing here can fail a build, unless INLINE
# asks for it.
set(EVPICKUP_CHART_RUNTIME AUTO CACHE STRING
    "Chart runtime of HTML reports: INLINE (needs npm), CDN, or AUTO for INLINE where that works")
set_property(CACHE EVPICKUP_CHART_RUNTIME PROPERTY STRINGS AUTO INLINE CDN)

set(web_folder ${PROJECT_SOURCE_DIR}/web)
set(runtime_folder ${PROJECT_BINARY_DIR}/web)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${web_folder}/package.json
                                       ${web_folder}/package-lock.json)

# The files of the runtime, in the order in which a page needs them.
file(READ ${web_folder}/package.json package_json)
string(JSON last LENGTH ${package_json} runtime)
math(EXPR last "${last} - 1")
set(runtime_files "")
foreach(i RANGE ${last})
  string(JSON package GET ${package_json} runtime ${i} package)
  string(JSON file GET ${package_json} runtime ${i} file)
  list(APPEND runtime_files ${package}/${file})
endforeach()

# Installs the packages; sets `result` to an empty text, or to what went wrong.
function(install_chart_runtime result)
  find_program(NPM_PROGRAM npm)
  if(NOT NPM_PROGRAM)
    set(${result} "npm was not found" PARENT_SCOPE)
    return()
  endif()
  file(REMOVE_RECURSE ${runtime_folder})
  file(COPY ${web_folder}/package.json ${web_folder}/package-lock.json DESTINATION ${runtime_folder})
  execute_process(
    COMMAND ${NPM_PROGRAM} ci --ignore-scripts --no-audit --no-fund --loglevel=error
            --prefer-offline --fetch-retries=1 --fetch-timeout=20000
    WORKING_DIRECTORY ${runtime_folder} TIMEOUT 120 RESULT_VARIABLE code OUTPUT_QUIET ERROR_QUIET)
  set(problem "")
  if(NOT code STREQUAL "0")
    set(problem "npm could not fetch the packages")
  endif()
  foreach(file IN LISTS runtime_files)
    if(NOT problem AND NOT EXISTS ${runtime_folder}/node_modules/${file})
      set(problem "the packages lack ${file}")
    endif()
  endforeach()
  if(NOT problem)
    foreach(file IN LISTS runtime_files)
      get_filename_component(name ${file} NAME)
      file(RENAME ${runtime_folder}/node_modules/${file} ${runtime_folder}/${name})
    endforeach()
    file(WRITE ${runtime_folder}/installed ${lock_hash})
  endif()
  file(REMOVE_RECURSE ${runtime_folder}/node_modules)
  set(${result} "${problem}" PARENT_SCOPE)
endfunction()

# What is installed already serves until the lock file changes; what failed is not tried again by
# every configuration of this build folder.
file(SHA256 ${web_folder}/package-lock.json lock_hash)
set(runtime_is_inline FALSE)
if(NOT EVPICKUP_CHART_RUNTIME STREQUAL "CDN")
  set(installed "")
  if(EXISTS ${runtime_folder}/installed)
    file(READ ${runtime_folder}/installed installed)
  endif()
  if(installed STREQUAL lock_hash)
    set(runtime_is_inline TRUE)
  elseif(EVPICKUP_CHART_RUNTIME STREQUAL "INLINE" OR NOT EVPICKUP_CHART_RUNTIME_FAILED STREQUAL
                                                       lock_hash)
    message(STATUS "Chart runtime: fetching the packages of web/package-lock.json")
    install_chart_runtime(problem)
    if(NOT problem)
      set(runtime_is_inline TRUE)
      unset(EVPICKUP_CHART_RUNTIME_FAILED CACHE)
    elseif(EVPICKUP_CHART_RUNTIME STREQUAL "INLINE")
      message(FATAL_ERROR "Chart runtime: ${problem}")
    else()
      set(EVPICKUP_CHART_RUNTIME_FAILED ${lock_hash} CACHE INTERNAL "")
      message(STATUS "Chart runtime: ${problem}")
    endif()
  endif()
endif()
if(runtime_is_inline)
  message(STATUS "Chart runtime: HTML reports hold it")
else()
  message(STATUS "Chart runtime: HTML reports load it from a CDN "
                 "(-DEVPICKUP_CHART_RUNTIME=INLINE fetches it by npm)")
endif()

# Every file becomes a symbol between two labels.
set(asset_lines "")
set(asset_files "")
function(add_asset symbol path)
  string(APPEND asset_lines
         "  .globl ${symbol}_begin\n${symbol}_begin:\n  .incbin \"${path}\"\n"
         "  .globl ${symbol}_end\n${symbol}_end:\n  .byte 0\n")
  list(APPEND asset_files ${path})
  set(asset_lines "${asset_lines}" PARENT_SCOPE)
  set(asset_files "${asset_files}" PARENT_SCOPE)
endfunction()
add_asset(evpickup_page_style ${web_folder}/page.css)
add_asset(evpickup_page_script ${web_folder}/page.js)
add_asset(evpickup_notices ${PROJECT_SOURCE_DIR}/docs/third_party_notices.txt)

# The runtime as a list for C++: package, version, file, integrity, text.
set(runtime_declarations "")
set(runtime_rows "")
foreach(i RANGE ${last})
  string(JSON package GET ${package_json} runtime ${i} package)
  string(JSON file GET ${package_json} runtime ${i} file)
  string(JSON integrity GET ${package_json} runtime ${i} integrity)
  string(JSON package_version GET ${package_json} dependencies ${package})
  set(text "{}")
  if(runtime_is_inline)
    get_filename_component(name ${file} NAME)
    add_asset(evpickup_runtime_${i} ${runtime_folder}/${name})
    string(APPEND runtime_declarations
           "extern \"C\" const char evpickup_runtime_${i}_begin[];\n"
           "extern \"C\" const char evpickup_runtime_${i}_end[];\n")
    set(text "{evpickup_runtime_${i}_begin, evpickup_runtime_${i}_end}")
  endif()
  string(APPEND runtime_rows
         "    {\"${package}\", \"${package_version}\", \"${file}\",\n"
         "     \"${integrity}\",\n     ${text}},\n")
endforeach()
configure_file(${PROJECT_SOURCE_DIR}/cmake/assets.S.in ${PROJECT_BINARY_DIR}/generated/assets.S @ONLY)
configure_file(${PROJECT_SOURCE_DIR}/cmake/chart_runtime.inc.in
               ${PROJECT_BINARY_DIR}/generated/chart_runtime.inc @ONLY)
set_source_files_properties(${PROJECT_BINARY_DIR}/generated/assets.S PROPERTIES OBJECT_DEPENDS
                                                                     "${asset_files}")
