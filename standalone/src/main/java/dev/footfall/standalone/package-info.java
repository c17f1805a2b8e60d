/** The whole house in one process. Knows every room; known to its commands and to bench. */
package dev.footfall.standalone;
