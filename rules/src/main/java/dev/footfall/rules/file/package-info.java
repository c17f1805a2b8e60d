/** The rule set as a file: its form, the lists that it names, its digest, and the sets that come with the program. */
package dev.footfall.rules.file;
