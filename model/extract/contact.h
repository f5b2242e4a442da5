/*
 * contact.h: address, postcode, telephone and the rest, where a line gives them as key and value:
 * "（地址：威海市抚顺路1号；邮编：264200；电话：0631-5625686）". Brackets may stay open.
 */
#ifndef GONGKAI_EXTRACT_CONTACT_H
#define GONGKAI_EXTRACT_CONTACT_H

#include "extract/fold.h"
#include "gongkai/report.h"

/* Fills what the line states and `contact` does not have yet; how many values it took. Linear in the line. */
size_t gk_contact_read(const gk_fold *line, gk_contact *contact);

#endif
