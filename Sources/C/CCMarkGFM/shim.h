#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

// Not in the installed headers, and in the archive: tells the inline parser, for good, that an extension wants to see
// a character. See CMarkLibrary.swift for why it is needed.
void cmark_inlines_add_special_character(unsigned char c, bool emphasis);
