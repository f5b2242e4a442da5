/* The words of PDF files, as pdftotext -bbox-layout tells them. */
#include "dimension.h"

#define OPEN                 "%PDF-1.7\n<html xmlns='http://www.w3.org/1999/xhtml'><body><doc>"
#define PAGE                 "<page width='600' height='800'>"
#define TITLE                "<word xMin='70' yMin='2' xMax='400' yMax='8'>青禾县水务局2021年政府信息公开工作年度报告</word>"
#define CLOSE                "</page></doc></body></html>"
#define W(x0, y0, x1, y1, s) "<word xMin='" x0 "' yMin='" y0 "' xMax='" x1 "' yMax='" y1 "'>" s "</word>"

const dimension dimensions_pdf[] = {
    {"pdf/lines", pack_plain, OPEN PAGE TITLE, W("70", "$1.0", "500", "$9.0", "公开件数$"), NULL, NULL, CLOSE},
    {"pdf/rows", pack_plain, OPEN PAGE TITLE,
     W("70", "$1.0", "100", "$9.0", "规章") W("200", "$1.0", "220", "$9.0", "$") W("300", "$1.0", "320", "$9.0", "/"),
     NULL, NULL, CLOSE},
    {"pdf/columns", pack_plain, OPEN PAGE TITLE, W("$0", "50", "$5", "60", "$"), NULL, NULL, CLOSE},
    {"pdf/words-at-one-place", pack_plain, OPEN PAGE TITLE, W("70", "50", "90", "60", "件"), NULL, NULL, CLOSE},
    {"pdf/tall-words", pack_plain, OPEN PAGE TITLE, W("70", "$1.0", "90", "9999999", "件"), NULL, NULL, CLOSE},
    {"pdf/words-upwards", pack_plain, OPEN PAGE TITLE, W("70", "-$0", "90", "-$0", "件"), NULL, NULL, CLOSE},
    {"pdf/staircase", pack_plain, OPEN PAGE TITLE, W("$0", "$0", "$9", "$9", "件"), NULL, NULL, CLOSE},
    {"pdf/pages", pack_plain, OPEN PAGE TITLE, "</page>" PAGE W("70", "50", "400", "60", "公开$件。"), NULL, NULL,
     CLOSE},
    {"pdf/long-word", pack_plain, OPEN PAGE TITLE "<word xMin='70' yMin='50' xMax='90' yMax='60'>", "公开$件", NULL,
     NULL, "</word>" CLOSE},
    {"pdf/label-look-alikes", pack_plain, OPEN PAGE TITLE,
     W("70", "$1.0", "100", "$9.0", "规章") W("200", "$1.0", "260", "$9.0", "本年制发件数"), NULL, NULL, CLOSE},
    {0},
};
