/* unit.h: cmocka with the headers it wants before it. */
#ifndef GONGKAI_TESTS_UNIT_H
#define GONGKAI_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
