package dev.footfall.dialects.category;

record PlacedMember(CategoryMember member, int workers) {}
