/*
 * interrupt.h: being asked to end. The first time is remembered, so that what is in hand can be brought to an end; the
 * second ends the process at once.
 */
#ifndef GONGKAI_TOOLS_INTERRUPT_H
#define GONGKAI_TOOLS_INTERRUPT_H

/* Begins to watch for SIGINT, SIGTERM and SIGHUP, those that are not ignored. */
void interrupt_watch(void);

/* The signal that asked, 0 if none has. */
int interrupted(void);

#endif
