"""What the Excel pack is made of: safe cells, sheets a section, native charts."""
