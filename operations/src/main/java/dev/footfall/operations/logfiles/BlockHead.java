package dev.footfall.operations.logfiles;

record BlockHead(int number, int packed, int plain, int checksum) {}
