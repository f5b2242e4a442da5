#include "colour.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

gk_colour colour_of_terminal(void) {
  const char *no_colour = getenv("NO_COLOR");
  const char *term = getenv("TERM");
  int is_wanted = no_colour == NULL || *no_colour == '\0';
  int is_able = term != NULL && strcmp(term, "dumb") != 0 && isatty(STDOUT_FILENO);
  return is_wanted && is_able ? GK_COLOUR_ON : GK_COLOUR_OFF;
}

int colour_parse(const char *arg, gk_colour *colour) {
  if (strcmp(arg, "auto") == 0)
    *colour = colour_of_terminal();
  else if (strcmp(arg, "always") == 0)
    *colour = GK_COLOUR_ON;
  else if (strcmp(arg, "never") == 0)
    *colour = GK_COLOUR_OFF;
  else
    return 0;
  return 1;
}
