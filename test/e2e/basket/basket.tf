resource "aws_ecs_task_definition" "web" {
  family        = "basket"
  task_role_arn = aws_iam_role.task.arn

  container_definitions = jsonencode([{
    name  = "web"
    image = "docker.io/shop/web:7"

    readonlyRootFilesystem = true

    linuxParameters = {
      initProcessEnabled = true
    }
  }])

  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
}
