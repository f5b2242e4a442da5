# What `cmake --install` lays down: headers, both libraries, the pkg-config file, the CMake package, the command, the
# schema and the man page.
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/gongkai")
set(generated_dir "${PROJECT_BINARY_DIR}/package")

foreach(half IN ITEMS parser model)
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/${half}/include/gongkai" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
          FILES_MATCHING PATTERN "*.h" PATTERN "*.def")
endforeach()

# One export a library: who links the shared one needs neither libzip, expat nor gumbo.
foreach(kind IN ITEMS static shared)
  install(TARGETS gongkai_${kind} EXPORT gongkai-${kind} LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}"
          ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
  install(EXPORT gongkai-${kind} NAMESPACE gongkai:: FILE gongkai-${kind}.cmake DESTINATION "${package_dir}")
endforeach()

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/gongkaiConfig.cmake.in" "${generated_dir}/gongkaiConfig.cmake"
                              INSTALL_DESTINATION "${package_dir}" NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file("${generated_dir}/gongkaiConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${generated_dir}/gongkaiConfig.cmake" "${generated_dir}/gongkaiConfigVersion.cmake"
        DESTINATION "${package_dir}")

# The prefix is found from where the .pc file lies, so that a tree may be moved.
file(RELATIVE_PATH pc_to_prefix "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig" "${CMAKE_INSTALL_PREFIX}")
string(REGEX REPLACE "/$" "" pc_to_prefix "${pc_to_prefix}")
configure_file("${CMAKE_CURRENT_LIST_DIR}/gongkai.pc.in" "${generated_dir}/gongkai.pc" @ONLY)
install(FILES "${generated_dir}/gongkai.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

if(TARGET gongkai)
  install(TARGETS gongkai RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()

install(DIRECTORY "${PROJECT_SOURCE_DIR}/schema/" DESTINATION "${CMAKE_INSTALL_DATADIR}/gongkai"
        FILES_MATCHING PATTERN "*.json")

find_program(SCDOC scdoc)
set(man_source "${PROJECT_SOURCE_DIR}/man/gongkai.1.scd")
if(SCDOC AND EXISTS "${man_source}")
  set(man_page "${PROJECT_BINARY_DIR}/man/gongkai.1")
  set(man_script "${CMAKE_CURRENT_LIST_DIR}/man.sh")
  file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/man")
  # scdoc dates its output; taken out again, the page is the same from build to build.
  add_custom_command(OUTPUT "${man_page}" DEPENDS "${man_source}" "${man_script}" VERBATIM
                     COMMAND ${CMAKE_COMMAND} -E env SOURCE_DATE_EPOCH=0
                             sh "${man_script}" "${SCDOC}" "${man_source}" "${man_page}")
  add_custom_target(man ALL DEPENDS "${man_page}")
  install(FILES "${man_page}" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
elseif(EXISTS "${man_source}")
  message(STATUS "scdoc not found: the man page is not built")
endif()
