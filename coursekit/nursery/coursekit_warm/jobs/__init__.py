"""What a nursery's forks are asked to do; each has ``main(arguments) -> response``, both JSON."""
