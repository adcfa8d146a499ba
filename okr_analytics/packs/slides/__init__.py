"""What the PowerPoint pack is made of: a measured deck, native charts, tables that go on over slides."""
