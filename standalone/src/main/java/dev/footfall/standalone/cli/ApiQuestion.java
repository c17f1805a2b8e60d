package dev.footfall.standalone.cli;

record ApiQuestion(String path, String what) {}
