/* mutate_words.h: what mutators put in the place of a value, a name, a text. */
#ifndef GONGKAI_FUZZ_MUTATE_WORDS_H
#define GONGKAI_FUZZ_MUTATE_WORDS_H

#include "mutate.h"

/* A value at an edge: of an integer type, of a limit, empty, or very long. */
void mutate_put_boundary(mutate_random *r, mutate_out *out);

/* A numeral as reports write them, or as they should not. */
gk_str mutate_numeral(mutate_random *r);

/* A label of a form. None needs escaping in XML. */
gk_str mutate_label(mutate_random *r);

/* A value that some reader compares with. */
gk_str mutate_value(mutate_random *r);

/* Names of elements and attributes that readers know and that begin with the prefix, as "w:"; {NULL, 0} if none does.
 */
gk_str mutate_element_name(mutate_random *r, gk_str prefix);
gk_str mutate_attribute_name(mutate_random *r, gk_str prefix);

#endif
