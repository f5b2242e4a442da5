# Builds with a known bug: GK_PLANT=NAME compiles one source from a copy to which fuzz/plants/NAME.patch is applied. So
# the sources themselves know nothing of it, and another plant costs one compilation. Not for what anybody uses.
set(plant "${PROJECT_SOURCE_DIR}/fuzz/plants/${GK_PLANT}.patch")
file(STRINGS "${plant}" path REGEX "^\\+\\+\\+ b/")
string(REPLACE "+++ b/" "" path "${path}")
set(original "${PROJECT_SOURCE_DIR}/${path}")
set(planted "${PROJECT_BINARY_DIR}/plants/${GK_PLANT}/${path}")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${plant}" "${original}")

cmake_path(GET planted PARENT_PATH folder)
file(MAKE_DIRECTORY "${folder}")
execute_process(COMMAND patch --quiet --fuzz=0 "--output=${planted}.new" "${original}" "${plant}"
                COMMAND_ERROR_IS_FATAL ANY)
file(COPY_FILE "${planted}.new" "${planted}" ONLY_IF_DIFFERENT)

foreach(target IN ITEMS gk_parser gk_model gk_archive gk_database)
  get_target_property(sources ${target} SOURCES)
  get_target_property(folder ${target} SOURCE_DIR)
  set(changed "")
  foreach(source IN LISTS sources)
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY "${folder}")
    string(REGEX REPLACE "^${original}$" "${planted}" source "${source}")
    list(APPEND changed "${source}")
  endforeach()
  set_property(TARGET ${target} PROPERTY SOURCES "${changed}")
endforeach()
message(WARNING "${path} is compiled with a bug in it: ${GK_PLANT}")
