// SPDX-License-Identifier: MIT
// What scripts add to the public site. Every page works without them: they read points
// out, find areas while one types, save pictures and tables, and open tables for print.
import { openForPrintAndLinks } from "./details";
import { offerDownloads } from "./downloads";
import { offerMap } from "./boundaries";
import { addReadouts } from "./readout";
import { addSearch, filterAreaList } from "./search";
import { addSorting } from "./sorting";

openForPrintAndLinks();
addReadouts();
addSearch();
filterAreaList();
addSorting();
offerDownloads();
offerMap();
