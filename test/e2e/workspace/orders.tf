resource "aws_ecs_service" "orders" {
  name                   = "orders"
  cluster                = "shop"
  task_definition        = aws_ecs_task_definition.orders.arn
  desired_count          = 1
  launch_type            = "FARGATE"
  enable_execute_command = true

  network_configuration {
    subnets         = var.subnets
    security_groups = [aws_security_group.orders.id]
  }
}

resource "aws_ecs_task_definition" "orders" {
  family                   = "orders"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512
  execution_role_arn       = var.execution_role
  task_role_arn            = var.task_role

  container_definitions = jsonencode([
    {
      name                   = "orders"
      image                  = "registry.example/orders:${var.release}"
      readonlyRootFilesystem = true # The security team asked for it.
      portMappings           = [{ containerPort = 8080 }]
    }
  ])
}
