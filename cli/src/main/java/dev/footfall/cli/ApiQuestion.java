package dev.footfall.cli;

record ApiQuestion(String path, String what) {}
