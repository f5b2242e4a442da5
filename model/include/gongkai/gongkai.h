/**
 * @file gongkai.h
 * All of the library. To read it: document.h (bytes to layout), layout.h, report.h (layout to report), emit.h;
 * compare.h for two reports.
 */
#ifndef GONGKAI_H
#define GONGKAI_H

#include "gongkai/compare.h"
#include "gongkai/document.h"
#include "gongkai/emit.h"
#include "gongkai/report.h"

#endif
